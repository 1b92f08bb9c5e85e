#include "estate.h"

#include <QString>

namespace relight::bench {

static constexpr int resources = 5;

static QByteArray nameOf(int number)
{
    return number == 0 ? QByteArrayLiteral("root") : "service-" + QByteArray::number(number).rightJustified(5, '0');
}

static QByteArray resourceJson(const QByteArray &name, int part)
{
    static const char *const kinds[] = {"Service", "Deployment", "ConfigMap", "ServiceAccount", "Ingress"};
    static const char *const groups[] = {"", "apps", "", "", "networking.k8s.io"};
    return QByteArrayLiteral("{\"group\":\"") + groups[part] + "\",\"version\":\"v1\",\"kind\":\"" + kinds[part]
        + "\",\"namespace\":\"" + name + "\",\"name\":\"" + name
        + "\",\"status\":\"Synced\",\"health\":{\"status\":\"Healthy\"},\"syncWave\":" + QByteArray::number(part % 2)
        + '}';
}

static QByteArray childJson(int number)
{
    return QByteArrayLiteral(
               "{\"group\":\"argoproj.io\",\"version\":\"v1alpha1\",\"kind\":\"Application\",\"namespace\":"
               "\"argocd\",\"name\":\"")
        + nameOf(number) + "\",\"status\":\"Synced\",\"syncWave\":" + QByteArray::number(number % 10) + '}';
}

static QByteArray json(int number, int change, int children)
{
    static const char *const healths[] = {"Missing", "Progressing", "Healthy", "Degraded", "Progressing", "Healthy"};
    const QByteArray name = nameOf(number);
    const int state = (number + change) % 6;
    const char *const health = healths[state];
    const char *const sync = state == 0 ? "OutOfSync" : "Synced";
    QByteArray all;
    for (int part = 0; part < resources; ++part)
        all += (part ? "," : "") + resourceJson(name, part);
    for (int child = 1; child <= children; ++child)
        all += ',' + childJson(child);
    const QByteArray revision = "3f2a9d1c5b7e4f60819a2b3c4d5e6f7081920a1b";
    return QByteArrayLiteral("{\"metadata\":{\"name\":\"") + name
        + "\",\"namespace\":\"argocd\",\"uid\":\"7c1e0b52-8f0a-4b6e-9d3f-1c3c8ea90f" + QByteArray::number(number)
        + "\",\"resourceVersion\":\"" + QByteArray::number(100000 + number + change * 20000)
        + "\",\"annotations\":{\"argocd.argoproj.io/sync-wave\":\"" + QByteArray::number(number % 10)
        + "\",\"argocd.argoproj.io/tracking-id\":\"root:argoproj.io/Application:argocd/" + name
        + "\"},\"labels\":{\"team\":\"team-" + QByteArray::number(number % 40)
        + "\"}},\"spec\":{\"project\":\"default\",\"source\":{\"repoURL\":\"https://git.shop.example/platform/"
          "gitops.git\","
          "\"path\":\"apps/"
        + name
        + "\",\"targetRevision\":\"main\"},\"destination\":{\"server\":\"https://"
          "kubernetes.default.svc\",\"namespace\":\""
        + name
        + "\"},\"syncPolicy\":{\"automated\":{\"prune\":true,\"selfHeal\":true}}},\"status\":{\"sync\":{\"status\":\""
        + sync + "\",\"revision\":\"" + revision + "\"},\"health\":{\"status\":\"" + health
        + "\"},\"operationState\":{\"phase\":\"Succeeded\",\"message\":\"successfully synced (all tasks "
          "run)\",\"startedAt\":"
          "\"2026-11-22T14:00:00Z\",\"finishedAt\":\"2026-11-22T14:00:07Z\",\"syncResult\":{\"revision\":\""
        + revision + "\"}},\"reconciledAt\":\"2026-11-22T14:00:09Z\",\"resources\":[" + all + "]}}";
}

QByteArray applicationJson(int number, int change)
{
    return json(number, change, 0);
}

QByteArray applicationListJson(int applications)
{
    QByteArray list = QByteArrayLiteral("{\"metadata\":{\"resourceVersion\":\"100000\"},\"items\":[");
    for (int number = 0; number < applications; ++number)
        list += (number ? "," : "") + json(number, 0, number == 0 ? applications - 1 : 0);
    return list + "]}";
}

} // namespace relight::bench
