import { connect } from 'node:net';

/** Sends exact bytes to an address and gives all that comes back until the server closes. */
export async function rawExchange(address: string, request: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.write(request, 'latin1');
  for await (const chunk of socket) answer += (chunk as Buffer).toString('latin1');
  return answer;
}
