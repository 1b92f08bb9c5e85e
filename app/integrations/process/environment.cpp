#include "app/integrations/process/environment.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <algorithm>

namespace relight {

Environment userEnvironment()
{
    Environment environment;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString &name : system.keys()) {
        if (name != QLatin1String("QT_PLUGIN_PATH") && name != QLatin1String("QT_QPA_PLATFORM_PLUGIN_PATH"))
            environment.insert(name, system.value(name));
    }
    return environment;
}

bool isClusterSetting(const QString &name)
{
    static const QStringList names{QStringLiteral("KUBECONFIG"), QStringLiteral("HELM_NAMESPACE")};
    static const QStringList prefixes{QStringLiteral("KUBE_"), QStringLiteral("KUBECTL_"),
        QStringLiteral("KUBERNETES_"), QStringLiteral("HELM_KUBE"), QStringLiteral("ARGOCD_")};
    return names.contains(name)
        || std::ranges::any_of(prefixes, [&](const QString &prefix) { return name.startsWith(prefix); });
}

Environment childEnvironment(const Environment &overlay)
{
    Environment environment = userEnvironment();
    environment.removeIf([](const auto &variable) { return isClusterSetting(variable.key()); });
    environment.insert(overlay);
    return environment;
}

} // namespace relight
