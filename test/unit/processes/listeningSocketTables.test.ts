import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLsof } from '../../../server-runtime/processes/lsofOutput.ts';
import { parseNetstat } from '../../../server-runtime/processes/netstatOutput.ts';
import { parseProcNetTcp } from '../../../server-runtime/processes/procNetTcp.ts';

describe('parseProcNetTcp', () => {
  it('reads listening IPv4 sockets and no others', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41277 1 0000000000000000 100 0 0 10 0
   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 19133 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1388 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000  1000        0 41300 1 0000000000000000 20 4 30 10 -1
`;
    assert.deepEqual(parseProcNetTcp(text), [
      { address: '127.0.0.1', port: 5000, inode: 41277 },
      { address: '0.0.0.0', port: 22, inode: 19133 },
    ]);
  });

  it('writes IPv6 addresses as RFC 5952 does', () => {
    const line = (address: string) =>
      `   0: ${address}:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 7 1`;
    const addresses = [
      '00000000000000000000000000000000',
      '00000000000000000000000001000000',
      '0000000000000000FFFF00000100007F',
      '000080FE00000000FF005452EF4DB8FE',
      'B80D01200000000001000000BBAA0000',
    ];
    const text = ['header', ...addresses.map(line)].join('\n');
    assert.deepEqual(
      parseProcNetTcp(text).map(({ address }) => address),
      ['::', '::1', '::ffff:127.0.0.1', 'fe80::5254:ff:feb8:4def', '2001:db8::1:0:aabb'],
    );
  });
});

describe('parseLsof', () => {
  it('takes the process from the line above its sockets', () => {
    const text = 'p501\nf18\nn*:7000\nf19\nn[::1]:7001\np88\nf3\nn127.0.0.1:631\n';
    assert.deepEqual(parseLsof(text), [
      { address: '::', port: 7000, pid: 501 },
      { address: '::1', port: 7001, pid: 501 },
      { address: '127.0.0.1', port: 631, pid: 88 },
    ]);
  });

  it('is empty for no output', () => {
    assert.deepEqual(parseLsof(''), []);
  });
});

describe('parseNetstat', () => {
  it('tells listeners by their foreign address, since the state is translated', () => {
    const text = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1096
  TCP    127.0.0.1:5000         0.0.0.0:0              ABHÖREN         4242
  TCP    192.168.1.4:50123      93.184.216.34:443      HERGESTELLT     7788
  TCP    [::1]:5000             [::]:0                 ABHÖREN         4242
`.replaceAll('\n', '\r\n');
    assert.deepEqual(parseNetstat(text), [
      { address: '0.0.0.0', port: 135, pid: 1096 },
      { address: '127.0.0.1', port: 5000, pid: 4242 },
      { address: '::1', port: 5000, pid: 4242 },
    ]);
  });
});
