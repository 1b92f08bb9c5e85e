// The abstract session objects have no code; this file gives their meta-objects a home.
#include "models/session/manifestdocument.h"
#include "models/session/observations.h"
#include "models/session/runcontrol.h"
