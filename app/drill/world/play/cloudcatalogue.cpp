#include "app/drill/world/play/cloudcatalogue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

QString CloudResource::address() const
{
    return type + u'.' + name + (key.isEmpty() ? QString() : u"[\"%1\"]"_s.arg(key));
}

const CloudResource *Cloud::find(const QString &address) const
{
    for (const QList<CloudResource> *list : {&cluster, &standing}) {
        for (const CloudResource &resource : *list) {
            if (resource.address() == address)
                return &resource;
        }
    }
    return nullptr;
}

static QString identifier(const RecoveryManifest &manifest)
{
    QString name = manifest.name.isEmpty() ? u"production"_s : manifest.name.toLower();
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    name.replace(other, u"-"_s);
    return name;
}

static QString regionOf(const RecoveryManifest &manifest, const QString &otherwise)
{
    return manifest.cluster.variables.value(u"region"_s, otherwise);
}

static bool isAws(const RecoveryManifest &manifest)
{
    static const QRegularExpression region(u"^[a-z]{2}(-gov)?-[a-z]+-\\d$"_s);
    static const QRegularExpression google(u"^[a-z]+-[a-z]+\\d$"_s);
    const QString said = regionOf(manifest, {});
    if (google.match(said).hasMatch())
        return false;
    return region.match(said).hasMatch() || manifest.cluster.path.contains(u"aws"_s)
        || manifest.cluster.path.contains(u"eks"_s);
}

static Cloud google(const World &world)
{
    const QString name = identifier(world.manifest);
    const QString word = QString(name).replace(u'-', u'_');
    const QString region = regionOf(world.manifest, u"europe-west1"_s);
    const QString project = u"projects/company-"_s + name;
    const QString cluster = u"google_container_cluster."_s + word;
    const QString network = u"google_compute_network.main"_s, subnet = u"google_compute_subnetwork.nodes"_s;
    const QString account = u"google_service_account.nodes"_s;
    const QString where = project + u"/regions/%1/"_s.arg(region);
    const QString mail = u"%1-nodes@company-%1.iam.gserviceaccount.com"_s.arg(name);
    const auto poolOf = [&](const QString &pool, int seconds) {
        return CloudResource{u"google_container_node_pool"_s, pool, {}, {cluster, account}, seconds,
            project + u"/locations/%1/clusters/%2/nodePools/%3"_s.arg(region, name, pool)};
    };
    Cloud cloud{u"google"_s, u"6.49.2"_s};
    cloud.clusterAddress = cluster;
    cloud.cluster = {{u"google_compute_network"_s, u"main"_s, {}, {}, 22, project + u"/global/networks/"_s + name},
        {u"google_service_account"_s, u"nodes"_s, {}, {}, 11, project + u"/serviceAccounts/"_s + mail},
        {u"google_compute_address"_s, u"ingress"_s, {}, {}, 12, where + u"addresses/%1-ingress"_s.arg(name)},
        {u"google_compute_subnetwork"_s, u"nodes"_s, {}, {network}, 23, where + u"subnetworks/%1-nodes"_s.arg(name)},
        {u"google_compute_router"_s, u"main"_s, {}, {network}, 12, where + u"routers/"_s + name},
        {u"google_compute_firewall"_s, u"internal"_s, {}, {network}, 12,
            project + u"/global/firewalls/%1-internal"_s.arg(name)},
        {u"google_compute_router_nat"_s, u"main"_s, {}, {u"google_compute_router.main"_s}, 13,
            u"company-%1/%2/%1/%1"_s.arg(name, region)},
        {u"google_project_iam_member"_s, u"nodes"_s, u"roles/logging.logWriter"_s, {account}, 8,
            u"company-%1/roles/logging.logWriter/serviceAccount:%2"_s.arg(name, mail)},
        {u"google_container_cluster"_s, word, {}, {subnet}, 412,
            project + u"/locations/%1/clusters/%2"_s.arg(region, name)},
        poolOf(u"system"_s, 74), poolOf(u"general"_s, 96), poolOf(u"memory"_s, 88)};
    cloud.standing = {{u"google_sql_database_instance"_s, u"main"_s, {}, {}, 52, u"company-%1-main"_s.arg(name)},
        {u"google_storage_bucket"_s, u"uploads"_s, {}, {}, 4, u"company-%1-uploads"_s.arg(name)},
        {u"google_dns_managed_zone"_s, u"public"_s, {}, {}, 6, project + u"/managedZones/public"_s}};
    cloud.failing = u"google_container_node_pool.general"_s;
    cloud.quotaSummary
        = u"Error waiting for creating GKE NodePool: QUOTA_EXCEEDED: Insufficient quota to satisfy the "
          "request: instance creation failed: Quota 'CPUS_ALL_REGIONS' exceeded.  Limit: 32.0 globally."_s;
    return cloud;
}

static Cloud aws(const World &world)
{
    const QString name = identifier(world.manifest);
    const QString word = QString(name).replace(u'-', u'_');
    const QString region = regionOf(world.manifest, u"eu-central-1"_s);
    const auto id = [&](const QString &kind, const QString &of) {
        return kind + u"-0"_s + QString(world.chance.uuid(u"aws/"_s + kind + of)).remove(u'-').left(16);
    };
    const QString cluster = u"aws_eks_cluster."_s + word, vpc = u"aws_vpc.main"_s;
    QStringList subnets;
    Cloud cloud{u"aws"_s, u"6.14.1"_s};
    cloud.clusterAddress = cluster;
    cloud.cluster = {{u"aws_vpc"_s, u"main"_s, {}, {}, 12, id(u"vpc"_s, {})},
        {u"aws_iam_role"_s, u"cluster"_s, {}, {}, 2, name + u"-cluster"_s},
        {u"aws_iam_role"_s, u"nodes"_s, {}, {}, 2, name + u"-nodes"_s},
        {u"aws_internet_gateway"_s, u"main"_s, {}, {vpc}, 1, id(u"igw"_s, {})}};
    for (const QString &zone : {u"a"_s, u"b"_s, u"c"_s}) {
        cloud.cluster << CloudResource{u"aws_subnet"_s, u"private"_s, region + zone, {vpc}, 11, id(u"subnet"_s, zone)};
        subnets << cloud.cluster.last().address();
    }
    cloud.cluster << CloudResource{
        u"aws_nat_gateway"_s, u"main"_s, {}, {u"aws_internet_gateway.main"_s, subnets.first()}, 95, id(u"nat"_s, {})};
    cloud.cluster << CloudResource{
        u"aws_eks_cluster"_s, word, {}, subnets + QStringList{u"aws_iam_role.cluster"_s}, 480, name};
    for (const auto &[pool, seconds] : {std::pair{u"system"_s, 104}, {u"general"_s, 118}, {u"memory"_s, 111}})
        cloud.cluster << CloudResource{u"aws_eks_node_group"_s, pool, {},
            {cluster, u"aws_iam_role.nodes"_s, u"aws_nat_gateway.main"_s}, seconds, name + u':' + pool};
    cloud.standing = {{u"aws_db_instance"_s, u"main"_s, {}, {}, 52, id(u"db"_s, {})},
        {u"aws_s3_bucket"_s, u"uploads"_s, {}, {}, 4, u"company-%1-uploads"_s.arg(name)},
        {u"aws_route53_zone"_s, u"public"_s, {}, {}, 6, u"Z09"_s + id(u"z"_s, {}).mid(3).toUpper()}};
    cloud.failing = u"aws_eks_node_group.general"_s;
    cloud.quotaSummary = u"waiting for EKS Node Group (%1:general) create: unexpected state 'CREATE_FAILED', wanted "
                         "target 'ACTIVE'. last error: QUOTA_EXCEEDED: VcpuLimitExceeded: You have requested more vCPU "
                         "capacity than your current vCPU limit of 32 allows"_s.arg(name);
    return cloud;
}

Cloud cloudOf(const World &world)
{
    return isAws(world.manifest) ? aws(world) : google(world);
}

QMap<QString, Seconds> durations(const World &world, const Cloud &cloud, Seconds total)
{
    QMap<QString, double> takes, ends;
    double longest = 1;
    for (const CloudResource &resource : cloud.cluster) {
        const QString address = resource.address();
        const auto usual = Milliseconds(resource.seconds * 1000);
        const double own = double(world.chance.about(usual, u"terraform/"_s + address).count()) / 1000;
        double start = 0;
        for (const QString &waited : resource.after)
            start = std::max(start, ends.value(waited));
        takes.insert(address, own);
        ends.insert(address, start + own);
        longest = std::max(longest, start + own);
    }
    QMap<QString, Seconds> found;
    for (auto one = takes.cbegin(); one != takes.cend(); ++one)
        found.insert(one.key(), Seconds(std::max<qint64>(1, qRound64(*one * double(total.count()) / longest))));
    return found;
}

Seconds within(const World &world, Seconds low, Seconds high, const QString &name)
{
    return low + Seconds(qRound64(world.chance.draw(name) * double(std::max(Seconds{0}, high - low).count())));
}

} // namespace relight::world
