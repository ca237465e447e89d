const limit = 20_000;

/** Fetches a URL and resolves with the response; rejects when it takes too long. */
export function get(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(limit) });
}

/** The body of {@link get}. */
export async function getText(url: string): Promise<string> {
  return (await get(url)).text();
}

/** The body of {@link get}, as JSON. */
export async function getJson<T>(url: string): Promise<T> {
  return (await get(url)).json() as Promise<T>;
}
