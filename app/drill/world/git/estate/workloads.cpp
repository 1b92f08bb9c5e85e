#include "app/drill/world/git/estate/workloads.h"

#include "app/drill/world/git/estate/template.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const char workloadText[] = R"(
apiVersion: apps/v1
kind: $kind
metadata:
  name: $name
  labels: { app.kubernetes.io/name: $name, app.kubernetes.io/instance: $instance }
spec:
$replicas  selector:
    matchLabels: { app.kubernetes.io/name: $name }
  template:
    metadata:
      labels: { app.kubernetes.io/name: $name, app.kubernetes.io/instance: $instance }
    spec:
$account      containers:
        - name: $name
          image: $image
          ports: [{ name: main, containerPort: $port }]
$environment          readinessProbe: { tcpSocket: { port: main }, periodSeconds: 5 }
          resources: { requests: { cpu: 50m, memory: 128Mi } }
$mounts)";

static const char claimTemplateText[] = R"(
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: $size } }
)";

static QString environmentOf(const Workload &workload)
{
    QString text;
    if (!workload.settings.isEmpty())
        text += u"            - configMapRef: { name: "_s + workload.settings + u" }\n"_s;
    if (!workload.secret.isEmpty())
        text += u"            - secretRef: { name: "_s + workload.secret + u" }\n"_s;
    return text.isEmpty() ? text : u"          envFrom:\n"_s + text;
}

static Words wordsOf(const Workload &workload)
{
    Words words{{u"kind"_s, workload.kind}, {u"name"_s, workload.name}, {u"instance"_s, dnsLabel(workload.instance)},
        {u"image"_s, workload.image}, {u"port"_s, QString::number(workload.port)},
        {u"environment"_s, environmentOf(workload)}, {u"replicas"_s, {}}, {u"account"_s, {}}, {u"mounts"_s, {}}};
    if (workload.kind != "DaemonSet"_L1)
        words[u"replicas"_s] = u"  replicas: %1\n"_s.arg(workload.replicas);
    if (!workload.account.isEmpty())
        words[u"account"_s] = u"      serviceAccountName: "_s + workload.account + u'\n';
    if (!workload.claim.isEmpty())
        words[u"mounts"_s] = u"          volumeMounts: [{ name: data, mountPath: /data }]\n"
                             "      volumes: [{ name: data, persistentVolumeClaim: { claimName: "_s
            + workload.claim + u" } }]\n"_s;
    return words;
}

QByteArray workloadYaml(const Workload &workload)
{
    return filled(workloadText, wordsOf(workload));
}

QByteArray statefulSetYaml(const Workload &workload, const QString &mount, const QString &size)
{
    Words words = wordsOf(workload);
    words[u"kind"_s] = u"StatefulSet"_s;
    words[u"replicas"_s] = u"  serviceName: %1\n  replicas: %2\n"_s.arg(workload.name).arg(workload.replicas);
    words[u"mounts"_s] = u"          volumeMounts: [{ name: data, mountPath: %1 }]\n"_s.arg(mount);
    return filled(workloadText, words) + filled(claimTemplateText, {{u"size"_s, size}});
}

QByteArray serviceYaml(const QString &name, const QString &selects, int port, int targetPort, const QString &type)
{
    return filled(R"(
apiVersion: v1
kind: Service
metadata:
  name: $name
spec:
  type: $type
  selector: { app.kubernetes.io/name: $selects }
  ports:
    - { name: main, port: $port, targetPort: $target, protocol: TCP }
)",
        {{u"name"_s, name}, {u"type"_s, type}, {u"selects"_s, selects}, {u"port"_s, QString::number(port)},
            {u"target"_s, QString::number(targetPort)}});
}

QByteArray configMapYaml(const QString &name, const QStringList &lines)
{
    return filled(R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: $name
data:
  $lines
)",
        {{u"name"_s, name}, {u"lines"_s, lines.join(u"\n  ")}});
}

QByteArray serviceAccountYaml(const QString &name)
{
    return filled("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: $name\n", {{u"name"_s, name}});
}

QByteArray claimYaml(const QString &name, const QString &size)
{
    return filled(R"(
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: $name
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: $size } }
)",
        {{u"name"_s, name}, {u"size"_s, size}});
}

QByteArray inOneFile(const QList<QByteArray> &documents)
{
    return documents.join("---\n");
}

} // namespace relight::world
