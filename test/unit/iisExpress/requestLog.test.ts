import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  RequestLog,
  type RequestRecord,
} from '../../../server-runtime/servers/iisExpress/requestLog.ts';

function record(path: string): RequestRecord {
  return {
    id: 1,
    time: 0,
    method: 'GET',
    path,
    statusCode: 200,
    duration: 1,
    worker: 1,
    bytesReceived: 0,
    bytesSent: 0,
  };
}

describe('RequestLog', () => {
  it('keeps the last requests, oldest first', () => {
    const log = new RequestLog(3);
    const paths = () => log.records().map(({ path }) => path);
    log.add(record('/1'));
    log.add(record('/2'));
    assert.deepEqual(paths(), ['/1', '/2']);
    for (const path of ['/3', '/4', '/5']) log.add(record(path));
    assert.deepEqual(paths(), ['/3', '/4', '/5']);
  });
});
