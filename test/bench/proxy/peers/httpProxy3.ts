// http-proxy-3 with a keep-alive agent.
import { Agent, createServer } from 'node:http';
import { createProxyServer } from 'http-proxy-3';

const target = process.argv[2] as string;
const proxy = createProxyServer({ target, agent: new Agent({ keepAlive: true }), xfwd: true });
const server = createServer((request, response) => {
  proxy.web(request, response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') {
    console.log(`Now listening on: http://127.0.0.1:${address.port}`);
  }
});
