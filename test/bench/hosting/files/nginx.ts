import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startMeasured, type MeasuredProcess } from '../../support/measuredProcess.ts';

/** Starts nginx with one worker process on a folder, with everything else of it in another. */
export async function startNginx(work: string, root: string): Promise<MeasuredProcess> {
  const port = await freePort();
  mkdirSync(work, { recursive: true });
  const file = join(work, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    file,
    `daemon off;
worker_processes 1;
pid ${work}/nginx.pid;
error_log ${work}/error.log;
events { worker_connections 1000; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  ${temporary.map((name) => `${name}_temp_path ${work}/${name};`).join('\n  ')}
  keepalive_requests 1000000000;
  server { listen 127.0.0.1:${port}; root ${root}; }
}
`,
  );
  const script = `echo "Now listening on: http://127.0.0.1:${port}"; exec nginx -p ${work} -c ${file}`;
  return startMeasured('/bin/sh', ['-c', script]);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
