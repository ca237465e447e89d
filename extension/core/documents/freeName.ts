/** The name itself, or with the first number that makes it a new one; case does not tell names apart. */
export function freeName(wanted: string, others: readonly string[]): string {
  const taken = new Set(others.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted} ${i}`;
  return name;
}
