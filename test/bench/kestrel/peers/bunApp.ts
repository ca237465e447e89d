// The same app on Bun's own server: figures to look at, not a target.
interface BunServer {
  port: number;
}
declare const Bun: {
  serve(options: {
    port: number;
    hostname: string;
    fetch: (request: Request) => Response;
  }): BunServer;
};

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: () => new Response('Hello, World!', { headers: { 'Content-Type': 'text/plain' } }),
});
console.log(`Now listening on: http://127.0.0.1:${server.port}`);
