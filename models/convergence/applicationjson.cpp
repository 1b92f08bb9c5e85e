#include "models/convergence/applicationjson.h"

#include "models/convergence/applicationreader.h"

#include <QJsonArray>

namespace relight {

namespace reader {

SyncStatus syncStatus(const QString &word)
{
    return word == u"Synced" ? SyncStatus::Synced : word == u"OutOfSync" ? SyncStatus::OutOfSync : SyncStatus::Unknown;
}

HealthStatus healthStatus(const QString &word)
{
    static const QMap<QString, HealthStatus> words{
        {QStringLiteral("Healthy"), HealthStatus::Healthy},
        {QStringLiteral("Suspended"), HealthStatus::Suspended},
        {QStringLiteral("Progressing"), HealthStatus::Progressing},
        {QStringLiteral("Missing"), HealthStatus::Missing},
        {QStringLiteral("Degraded"), HealthStatus::Degraded},
    };
    return words.value(word, HealthStatus::Unknown);
}

OperationPhase operationPhase(const QString &word)
{
    static const QMap<QString, OperationPhase> words{
        {QString(), OperationPhase::None},
        {QStringLiteral("Running"), OperationPhase::Running},
        {QStringLiteral("Terminating"), OperationPhase::Terminating},
        {QStringLiteral("Succeeded"), OperationPhase::Succeeded},
        {QStringLiteral("Failed"), OperationPhase::Failed},
        {QStringLiteral("Error"), OperationPhase::Error},
    };
    return words.value(word, OperationPhase::Running); // a phase of a newer Argo CD is not an end
}

} // namespace reader

namespace {

class QtValue
{
public:
    explicit QtValue(QJsonValue value)
        : m_value(std::move(value))
    {
    }

    static QString shared(std::string_view key) { return QString::fromUtf8(key.data(), qsizetype(key.size())); }
    template <class F> void fields(F f) const
    {
        const QJsonObject object = m_value.toObject();
        for (auto field = object.begin(); field != object.end(); ++field) {
            const QByteArray key = field.key().toUtf8();
            f(std::string_view(key.constData(), size_t(key.size())), QtValue(field.value()));
        }
    }
    template <class F> void items(F f) const
    {
        const QJsonArray array = m_value.toArray();
        for (const QJsonValue &item : array)
            f(QtValue(item));
    }
    QString text() const { return m_value.toString(); }
    bool flag(bool otherwise = false) const { return m_value.toBool(otherwise); }
    qint64 number() const { return m_value.toInteger(); }
    bool isObject() const { return m_value.isObject(); }

private:
    QJsonValue m_value;
};

} // namespace

Application applicationFrom(const QJsonObject &object)
{
    return reader::application(QtValue(object));
}

ApplicationSetStatus applicationSetFrom(const QJsonObject &object)
{
    return reader::applicationSet(QtValue(object));
}

} // namespace relight
