/**
 * The row that gets the focus when one is removed, by its place then: the one that takes its place, else the one above; -1
 * when it was the only one.
 * @param count how many rows there are before it goes
 */
export function rowAfterRemoval(index: number, count: number): number {
  return index < count - 1 ? index : index - 1;
}
