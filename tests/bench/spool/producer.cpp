// Writes N lines as a busy provisioning tool would: about 80 bytes each, no two alike.

#include <cstdio>
#include <cstdlib>

int main(int argc, char *argv[])
{
    const long lines = argc > 1 ? std::atol(argv[1]) : 1000;
    for (long i = 0; i < lines; ++i)
        std::printf(
            "module.cluster.google_container_node_pool.pool[%ld]: Still creating... [%lds elapsed]\n", i % 97, i);
    return 0;
}
