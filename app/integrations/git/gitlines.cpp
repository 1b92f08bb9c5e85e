#include "app/integrations/git/gitlines.h"

#include "app/integrations/git/giterror.h"
#include "app/integrations/git/gitobjects.h"

#include <limits>

namespace relight {

namespace {

struct LibraryUse
{
    LibraryUse() { git_libgit2_init(); }
    ~LibraryUse() { git_libgit2_shutdown(); }
};

int take(const git_diff_delta *, const git_diff_hunk *, const git_diff_line *line, void *payload)
{
    DiffLine::Kind kind = DiffLine::Kind::Same;
    if (line->origin == GIT_DIFF_LINE_ADDITION)
        kind = DiffLine::Kind::Added;
    else if (line->origin == GIT_DIFF_LINE_DELETION)
        kind = DiffLine::Kind::Removed;
    else if (line->origin != GIT_DIFF_LINE_CONTEXT)
        return 0; // "no newline at end of file"
    QString text = QString::fromUtf8(line->content, qsizetype(line->content_len));
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    static_cast<QList<DiffLine> *>(payload)->append(
        {kind, std::max(0, line->old_lineno), std::max(0, line->new_lineno), text});
    return 0;
}

} // namespace

Result<QList<DiffLine>> diffLines(const QByteArray &before, const QByteArray &after)
{
    const LibraryUse library;
    QList<DiffLine> lines;
    if (before == after) { // libgit2 tells nothing then
        int number = 0;
        QByteArrayList all = after.split('\n');
        if (all.last().isEmpty())
            all.removeLast();
        for (const QByteArray &line : std::as_const(all)) {
            ++number;
            lines.append({DiffLine::Kind::Same, number, number, QString::fromUtf8(line)});
        }
        return lines;
    }
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.context_lines = 1'000'000; // more than a manifest may have
    options.flags = GIT_DIFF_FORCE_TEXT;
    const int code = git_diff_buffers(before.constData(), size_t(before.size()), nullptr, after.constData(),
        size_t(after.size()), nullptr, &options, nullptr, nullptr, nullptr, take, &lines);
    if (code < 0)
        return gitFailure(code, QStringLiteral("Comparing with HEAD"));
    return lines;
}

} // namespace relight
