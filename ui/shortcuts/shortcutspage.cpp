#include "ui/shortcuts/shortcutspage.h"

#include "models/palette/fuzzy.h"
#include "ui/shortcuts/keydelegate.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

namespace relight {

QList<FixedKey> fixedKeys()
{
    const auto tr = [](const char *text) { return ShortcutsPage::tr(text); };
    const QString lists = tr("In lists"), anywhere = tr("Anywhere");
    return {{anywhere, tr("Tab, Shift+Tab"), tr("To the next part of the window, and back")},
        {anywhere, tr("Alt"), tr("To the menu bar")}, {anywhere, tr("Esc"), tr("Leaves a question or the commands")},
        {lists, tr("↑, ↓"), tr("To the row above or below")}, {lists, tr("Return"), tr("Opens the row")},
        {lists, tr("←, →"), tr("Folds and unfolds a group")}};
}

ShortcutsPage::ShortcutsPage(const Look &look, const QList<MenuAction> &actions, QWidget *parent)
    : QDialog(parent)
    , m_search(new QLineEdit)
    , m_list(new QTreeWidget)
    , m_none(new TextLabel(look, TextStyle::Body, Role::Muted))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys"));
    resize(560, 640);
    for (const MenuAction &offer : actions) {
        QStringList keys;
        for (const QKeySequence &sequence : offer.action->shortcuts())
            keys << sequence.toString(QKeySequence::NativeText);
        m_lines << Line{offer.menus.join(QStringLiteral(" › ")), offer.text(), keys.join(QStringLiteral(", "))};
    }
    for (const FixedKey &key : fixedKeys())
        m_lines << Line{key.where, key.does, key.keys};

    m_search->setPlaceholderText(tr("Find an action or a key"));
    m_search->setAccessibleName(tr("Find an action or a key"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Actions and their keys, by menu"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new KeyDelegate(look, m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_none->setContentsMargins(18, 12, 18, 12);
    m_none->hide();
    auto *print = new QPushButton(tr("Print…"));
    auto *close = new QPushButton(tr("Close"));
    print->setAutoDefault(false);
    close->setAutoDefault(false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(18, 14, 18, 10);
    head->addWidget(m_search, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(18, 10, 18, 14);
    foot->addWidget(print);
    foot->addStretch(1);
    foot->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    column->addLayout(foot);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutsPage::filter);
    connect(m_search, &QLineEdit::returnPressed, m_list, [this] { m_list->setFocus(Qt::OtherFocusReason); });
    connect(print, &QPushButton::clicked, this, [this] { Q_EMIT printAsked(tr("Keys of Relight"), html()); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&look, &Look::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    fill();
    m_search->setFocus();
}

void ShortcutsPage::fill()
{
    QHash<QString, QTreeWidgetItem *> groups;
    for (const Line &line : std::as_const(m_lines)) {
        QTreeWidgetItem *&group = groups[line.group];
        if (!group) {
            group = new QTreeWidgetItem(m_list, {line.group});
            group->setFirstColumnSpanned(true);
            group->setFlags(Qt::ItemIsEnabled);
        }
        auto *item = new QTreeWidgetItem(group, {line.text, line.keys});
        item->setData(0, Qt::AccessibleTextRole,
            line.keys.isEmpty() ? line.text : QStringLiteral("%1: %2").arg(line.text, line.keys));
    }
    m_list->expandAll();
}

// A name is found as the palette finds it, a key by its letters as they stand: "Ctrl+K", "ctrl k".
void ShortcutsPage::filter(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    bool any = false;
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        QTreeWidgetItem *group = m_list->topLevelItem(g);
        bool inGroup = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem *item = group->child(i);
            const FoldedText name = foldForSearch(group->text(0) + u' ' + item->text(0));
            const bool fits = std::ranges::all_of(words, [&](const QString &word) {
                return name.folded.contains(foldForSearch(word).folded)
                    || item->text(1).contains(word, Qt::CaseInsensitive);
            });
            item->setHidden(!fits);
            inGroup = inGroup || fits;
        }
        group->setHidden(!inGroup);
        any = any || inGroup;
    }
    m_none->setText(tr("No action and no key is called “%1”.").arg(text));
    m_none->setVisible(!any);
}

QString ShortcutsPage::html() const
{
    QString rows, group;
    for (const Line &line : m_lines) {
        if (line.group != std::exchange(group, line.group))
            rows += QStringLiteral("<tr><td colspan=\"2\"><h3>%1</h3></td></tr>").arg(line.group.toHtmlEscaped());
        if (!line.keys.isEmpty())
            rows += QStringLiteral("<tr><td>%1</td><td><b>%2</b></td></tr>")
                        .arg(line.text.toHtmlEscaped(), line.keys.toHtmlEscaped());
    }
    return QStringLiteral("<h1>%1</h1><table width=\"100%\" cellpadding=\"3\">%2</table>")
        .arg(tr("Keys of Relight").toHtmlEscaped(), rows);
}

} // namespace relight
