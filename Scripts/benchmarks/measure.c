/* Runs a program on some cores (`1`, `0,1`), its output thrown away, and writes the CPU seconds it took, user and system, those
   that went by, and its peak memory in kB; its own children count where it waited for them.

   A program of its own, since a process begins with the peak memory of the one that starts it: a script's interpreter would
   hide whatever takes less than itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **words) {
  if (count < 3) return 64;
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  pid_t child = fork();
  if (child == 0) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    for (char *core = words[1]; *core; core += *core == ',') CPU_SET(strtol(core, &core, 10), &cores);
    sched_setaffinity(0, sizeof cores, &cores);
    int sink = open("/dev/null", O_WRONLY);
    dup2(sink, 1);
    execvp(words[2], words + 2);
    _exit(127);
  }
  int status;
  struct rusage use;
  if (child < 0 || wait4(child, &status, 0, &use) < 0) return 70;
  clock_gettime(CLOCK_MONOTONIC, &after);
  double wall = (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9;
  printf("%ld.%06ld %ld.%06ld %.6f %ld\n", (long)use.ru_utime.tv_sec, (long)use.ru_utime.tv_usec, (long)use.ru_stime.tv_sec,
         (long)use.ru_stime.tv_usec, wall, use.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
