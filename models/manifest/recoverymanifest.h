#pragma once
// The recovery manifest, format 1, as plain values. Made by parseManifest() (manifestparser.h). Any thread.
// Names follow the YAML keys; a key that was left out is an empty optional, list or string.

#include "models/base/time.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace relight {

// Where a value stands in the file; 1-based, 0 = made up by us.
struct SourcePosition
{
    int line = 0;
    int column = 0;
    bool operator==(const SourcePosition &) const = default;
};

// A reference to a secret, never its value.
struct SecretRef
{
    enum class Kind { Env, File, Keychain, Prompt, Command };
    Kind kind = Kind::Prompt;
    QString target; // variable, path, keychain entry, prompt name, or command line
    SourcePosition at;
    QString text() const; // "env:GIT_TOKEN"
    bool operator==(const SecretRef &) const = default;
};

// "env:…", "file:…", "keychain:…", "prompt:…", "command:…"; anything else is an error that does not repeat the value.
[[nodiscard]] Result<SecretRef> parseSecretRef(const QString &text, SourcePosition at = {});

using SecretEnvironment = QMap<QString, SecretRef>;

struct Objectives
{
    std::optional<Seconds> rto;
    std::optional<Seconds> rpo;
};

struct Review
{
    QString reviewed; // ISO date
    std::optional<Seconds> every;
    QString tested; // ISO date
    std::optional<Seconds> testEvery;
};

enum class Provisioner { Terraform, OpenTofu, Gcloud, Aws, Eksctl, Az, Talosctl, Command, Existing };

struct KubeconfigSource
{
    enum class Kind { Default, Output, Path, Command };
    Kind kind = Kind::Default; // Default: terraform outputs kubeconfig, kubeconfig_raw, kube_config; else asked for
    QString value;
};

struct LostCluster
{
    QString kubeconfig; // file: reference as written, without "file:"
    QString context;
    QString server;
    QString uid;
};

struct ClusterSection
{
    Provisioner provisioner = Provisioner::Terraform;
    QString path;
    QMap<QString, QString> variables;
    QString command;
    QString probe;
    KubeconfigSource kubeconfig;
    QString context;
    std::optional<int> expectNodes;
    QString expectVersion; // as written: ">=1.30"
    QStringList bootstrap; // manifests (end in .yaml, .yml, .json) or commands
    std::optional<LostCluster> lost;
    SourcePosition at;
};

struct GitCredentials
{
    QString username;
    std::optional<SecretRef> password;
    std::optional<SecretRef> sshPrivateKey;
    QString knownHosts; // lines, or a file: reference
};

struct ArgoCdSection
{
    QString argoNamespace = QStringLiteral("argocd");
    QString version;        // "v3.2.11"; empty: the newest version Relight knows
    QString manifest;       // repository path or https URL; empty: that version's install.yaml
    QString manifestSha256; // for a URL
    QString server;         // empty: port-forward
    QString username;
    std::optional<SecretRef> password;
    std::optional<SecretRef> token;
    SourcePosition at;
};

struct GitOpsSection
{
    QString repo;
    QString path;
    std::optional<QString> rootApp; // key left out: generated
    QString revision;               // empty: HEAD
    GitCredentials credentials;
    ArgoCdSection argocd;
    SourcePosition at;
};

enum class SecretsMethod { None, ExternalSecrets, SealedSecrets, Sops };

struct SecretsSection
{
    bool stated = false; // the section is in the manifest
    SecretsMethod method = SecretsMethod::None;
    QString vaultAddress;
    QString vaultBackup;
    std::optional<SecretRef> token;
    QString secretNamespace = QStringLiteral("external-secrets");
    QString secretName = QStringLiteral("vault-token");
    QString secretKey = QStringLiteral("token");
    QStringList stores;
    std::optional<SecretRef> keys;
    std::optional<SecretRef> ageKey;
    SourcePosition at;
};

enum class DataKind { Database, Volume };

struct DataItem
{
    DataKind kind = DataKind::Database;
    QString name;
    QString backupLocation;
    QString backupTime; // literal RFC 3339
    QString backupTimeCommand;
    SecretEnvironment environment;
    QString restoreCommand;
    QString verifyCommand;
    QString veleroBackup;
    std::optional<QStringList> needs;
    QStringList holds;
    std::optional<Seconds> estimate;
    bool critical = true;
    SourcePosition at;
    QList<SourcePosition> needsAt; // beside the names in `needs`
};

enum class TrafficProvider { Route53, CloudDns, Rfc2136, Terraform, Command, Manual };

struct TrafficItem
{
    QString name;
    TrafficProvider provider = TrafficProvider::Manual;
    QString zone;
    QString recordName; // empty: no record
    QString recordType = QStringLiteral("auto");
    Seconds recordTtl{60};
    QString recordValue;   // literal; or
    QString recordService; // namespace/name of a Service
    QString tsigName;
    QString tsigAlgorithm;
    std::optional<SecretRef> tsigSecret;
    QString server;
    QString path; // provider terraform
    QString command;
    QString undoCommand;
    QString instructions;
    SecretEnvironment environment;
    bool approve = true;
    SourcePosition at;
};

struct VerificationItem
{
    QString name;
    QString http; // URL; or
    QString command;
    int expect = 200; // HTTP status
    Seconds within{300};
    SecretEnvironment environment;
    SourcePosition at;
};

struct NotificationItem
{
    std::optional<SecretRef> webhook; // the URL is a secret reference
    QStringList mail;
    QString smtp;
    QStringList events; // declared, paused, restored, finished
    SourcePosition at;
};

struct ExternalDependency
{
    QString name;
    QString description;
    QString checkHttp, checkTcp, checkDns, checkCommand; // at most one is set
    SourcePosition at;
};

struct Contact
{
    QString role;
    QString address;
    SourcePosition at;
};

enum class OnFailure { Pause, Continue };
enum class StepWhen { Always, Live, Drill };

// Settings of one of the ten steps ("restore-data" covers all its parts, "restore-data/x" one), or a step of the user's
// own.
struct StepSettings
{
    QString id;
    QString title;
    std::optional<QStringList> after;
    QStringList before;
    QString run; // own steps
    QString probe;
    SecretEnvironment environment;
    std::optional<bool> approve;
    std::optional<Seconds> timeout;
    std::optional<int> retries;
    std::optional<Seconds> retryDelay;
    std::optional<Seconds> estimate;
    std::optional<OnFailure> onFailure;
    std::optional<bool> critical;
    StepWhen when = StepWhen::Always;
    SourcePosition at;
    QList<SourcePosition> afterAt, beforeAt; // beside the names in `after` and `before`
};

struct RecoveryManifest
{
    int format = 1;
    QString name; // resolved: given, else last part of gitops.path, else empty (the caller knows the folder)
    Objectives objectives;
    Review review;
    ClusterSection cluster;
    GitOpsSection gitops;
    SecretsSection secrets;
    QList<DataItem> data; // databases first, in file order
    QList<TrafficItem> traffic;
    QList<VerificationItem> verification;
    QList<NotificationItem> notifications;
    QList<ExternalDependency> externalDependencies;
    QList<Contact> contacts;
    QList<StepSettings> steps;
};

} // namespace relight
