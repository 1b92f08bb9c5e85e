#pragma once
// All ports of one run in one hand: what a step may ask of the world. Not owned; everything outlives the engine.

#include "app/ports/argocd.h"
#include "app/ports/clock.h"
#include "app/ports/cluster.h"
#include "app/ports/git.h"
#include "app/ports/network.h"
#include "app/ports/processes.h"
#include "app/ports/secrets.h"

namespace relight {

struct Ports
{
    Clock &clock;
    Processes &processes;
    Secrets &secrets;
    Clusters &clusters;
    ArgoCds &argocds;
    Git &git;
    Network &network;
};

} // namespace relight
