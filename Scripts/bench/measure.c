/* Runs a program on one core, its output thrown away, and writes the CPU seconds it took and its peak memory in kB.

   A program of its own, since a process begins with the peak memory of the one that starts it: a script's interpreter would
   hide whatever takes less than itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char **words) {
  if (count < 3) return 64;
  pid_t child = fork();
  if (child == 0) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(atoi(words[1]), &cores);
    sched_setaffinity(0, sizeof cores, &cores);
    int sink = open("/dev/null", O_WRONLY);
    dup2(sink, 1);
    execvp(words[2], words + 2);
    _exit(127);
  }
  int status;
  struct rusage use;
  if (child < 0 || wait4(child, &status, 0, &use) < 0) return 70;
  printf("%ld.%06ld %ld.%06ld %ld\n", (long)use.ru_utime.tv_sec, (long)use.ru_utime.tv_usec, (long)use.ru_stime.tv_sec,
         (long)use.ru_stime.tv_usec, use.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
