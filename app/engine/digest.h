#pragma once
// What trust is given to: the manifest's bytes and, inside a work tree, everything of the repository that it names. Any
// thread; reads files and Git.

#include "app/ports/git.h"
#include "models/manifest/recoverymanifest.h"

namespace relight {

struct ManifestDigest
{
    QString text; // "sha256:…"
    bool coversTree = false;
    QStringList changed; // uncommitted among the named paths
};

// What terraform writes beside its configuration is state, not something to run; its plan has a gate of its own.
// `path` is relative to the work tree, like cluster.path.
[[nodiscard]] bool isTerraformState(const QString &path, const ClusterSection &cluster);

// Of an uncommitted link that leads out of the work tree: what it leads to counts, as a run would use it; or where it
// leads only, and no file out there is read.
enum class LinksOut { Followed, Named };

// As `lint`, `plan` and `run` compute it: at HEAD of the work tree that holds the file, whatever its remotes; outside
// of one, the bytes alone.
[[nodiscard]] ManifestDigest digestOf(Git &git, const QString &manifestFile, const QByteArray &bytes,
    const RecoveryManifest &manifest, LinksOut linksOut = LinksOut::Followed);

// The same at one commit, without uncommitted changes: what a kept checkout, or a revision that moved, is trusted by.
[[nodiscard]] Result<ManifestDigest> digestAt(Git &git, const QString &workTree, const QString &commit,
    const QByteArray &bytes, const RecoveryManifest &manifest);

} // namespace relight
