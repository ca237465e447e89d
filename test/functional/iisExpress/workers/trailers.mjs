// A worker that tells which trailers it got, and sends one itself.
import { createServer } from 'node:http';

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { headers, rawTrailers: trailers } = request;
  response.writeHead(200, { Trailer: 'Checksum' });
  response.write(JSON.stringify({ body, te: headers.te ?? null, trailers }));
  response.addTrailers({ Checksum: 'abc' });
  response.end();
});
server.listen(Number(process.env.PORT), '127.0.0.1');
