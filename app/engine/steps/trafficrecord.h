#pragma once
// The record of a traffic entry: what it has to say, what it says, and whether what stands behind it answers before the
// switch. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

// What the record has to say afterwards: as written, or the address of a Service's load balancer, waited for. Empty:
// the entry has no record.
[[nodiscard]] Result<QString> expectedValue(StepContext &context, Cluster &cluster, const TrafficItem &item);

// Empty: the record says what it has to. Else what it says instead.
[[nodiscard]] Result<QString> recordSays(StepContext &context, const TrafficItem &item, const QString &expected);

// The http checks of the manifest whose host is this entry's record, each tried once against the new address: a line
// each, for the approval of the switch. Writes nothing, waits for nothing but the answers.
[[nodiscard]] QStringList previewDns(StepContext &context);

} // namespace relight
