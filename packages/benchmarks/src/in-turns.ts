/** Does each task, at most `width` at a time. The results are in the order of the tasks. */
export async function inTurns<T>(width: number, tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (;;) {
      const index = next;
      const task = tasks[index];
      if (task === undefined) return;
      next += 1;
      results[index] = await task();
    }
  }
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
