// The smallest worker: says one byte on the given descriptor and waits for the end.
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
    int fd = argc > 1 ? atoi(argv[1]) : 1;
    char byte = 'R';
    if (write(fd, &byte, 1) != 1) {
        return 1;
    }

    return read(fd, &byte, 1) < 0 ? 2 : 0;
}
