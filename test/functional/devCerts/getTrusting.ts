import { request } from 'node:https';

const limit = 20_000;

/** Fetches from this machine over https, with this certificate as the only one that is trusted. */
export function getTrusting(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname: servername, port } = new URL(url);
    const isName = !/^[\d.]+$/.test(servername);
    const options = { host: '127.0.0.1', port, ca, agent: false, timeout: limit };
    const outgoing = request(
      // Without a name the certificate is checked for the address.
      { ...options, ...(isName && { servername, headers: { host: `${servername}:${port}` } }) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('end', () => resolve(text));
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.once('error', reject).end();
  });
}
