import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type ForwardedRequest,
  addClientCertificate,
  addFraming,
  addPairingToken,
  addWebSocketUpgrade,
  appendForwardedFor,
  appendForwardedProto,
  formatRemote,
  removeHopByHopHeaders,
  removeModuleHeaders,
} from '../../../server-runtime/servers/iisExpress/forwarding/requestHeaderPasses.ts';

const request: ForwardedRequest = {
  method: 'GET',
  contentLength: 0,
  isWebSocket: false,
  remoteAddress: '10.0.0.7',
  remotePort: 4711,
  scheme: 'https',
  token: 'secret',
  clientCertificate: undefined,
};

describe('removeModuleHeaders', () => {
  it('drops every header under the name of the module, whatever its case', () => {
    const lines = ['MS-ASPNETCORE-TOKEN', 'forged', 'A', '1', 'ms-aspnetcore-event', 'shutdown'];
    removeModuleHeaders(lines);
    assert.deepEqual(lines, ['A', '1']);
  });

  it('drops spellings with underscores, which CGI cannot tell apart', () => {
    const lines = ['Ms_AspNetCore_Token', 'forged', 'ms_aspnetcore-clientcert', 'forged'];
    removeModuleHeaders(lines);
    assert.deepEqual(lines, []);
  });

  it('leaves other headers that start alike', () => {
    const lines = ['MS-Asp', '1', 'M', '2', 'mime-version', '3', 'MS-ASPNETCOR', '4'];
    removeModuleHeaders(lines);
    assert.deepEqual(lines, ['MS-Asp', '1', 'M', '2', 'mime-version', '3', 'MS-ASPNETCOR', '4']);
  });
});

describe('removeHopByHopHeaders', () => {
  it('drops the headers of this hop', () => {
    const lines = [
      'Connection',
      'keep-alive',
      'Keep-Alive',
      'timeout=5',
      'TE',
      'trailers',
      'A',
      '1',
    ];
    removeHopByHopHeaders(lines);
    assert.deepEqual(lines, ['A', '1']);
  });

  it('drops what Connection names, over several lines', () => {
    const lines = ['Connection', 'close, X-One', 'x-one', '1', 'X-Two', '2', 'connection', 'x-TWO'];
    removeHopByHopHeaders(lines);
    assert.deepEqual(lines, []);
  });

  it('does not let Connection name the headers that say where the request came from', () => {
    const lines = [
      'Connection',
      'Host, X-Forwarded-For',
      'Host',
      'h',
      'X-Forwarded-For',
      '1.1.1.1',
    ];
    removeHopByHopHeaders(lines);
    assert.deepEqual(lines, ['Host', 'h', 'X-Forwarded-For', '1.1.1.1']);
  });
});

describe('addFraming', () => {
  const framing = (changes: Partial<ForwardedRequest>) => {
    const lines: string[] = [];
    addFraming(lines, { ...request, ...changes });
    return lines;
  };

  it('says how long the body is', () => {
    assert.deepEqual(framing({ method: 'PUT', contentLength: 12 }), ['Content-Length', '12']);
  });

  it('says that a body of unknown length comes in chunks', () => {
    assert.deepEqual(framing({ contentLength: -1 }), ['Transfer-Encoding', 'chunked']);
  });

  it('says nothing where no body is expected, and 0 where one is', () => {
    assert.deepEqual(framing({}), []);
    assert.deepEqual(framing({ method: 'POST' }), ['Content-Length', '0']);
  });
});

describe('addWebSocketUpgrade', () => {
  it('asks for a WebSocket when the client does', () => {
    const lines: string[] = [];
    addWebSocketUpgrade(lines, { ...request, isWebSocket: true });
    assert.deepEqual(lines, ['Connection', 'Upgrade', 'Upgrade', 'websocket']);
  });
});

describe('addPairingToken', () => {
  it('adds the token of the worker', () => {
    const lines: string[] = [];
    addPairingToken(lines, request);
    assert.deepEqual(lines, ['MS-ASPNETCORE-TOKEN', 'secret']);
  });
});

describe('addClientCertificate', () => {
  it('hands on the certificate as base64', () => {
    const lines: string[] = [];
    addClientCertificate(lines, { ...request, clientCertificate: Buffer.from([1, 2, 3]) });
    assert.deepEqual(lines, ['MS-ASPNETCORE-CLIENTCERT', 'AQID']);
  });

  it('adds nothing when there is none', () => {
    const lines: string[] = [];
    addClientCertificate(lines, request);
    assert.deepEqual(lines, []);
  });
});

describe('appendForwardedFor', () => {
  it('starts the list', () => {
    const lines: string[] = [];
    appendForwardedFor(lines, request);
    assert.deepEqual(lines, ['X-Forwarded-For', '10.0.0.7:4711']);
  });

  it('appends to a list, joining its lines into one', () => {
    const lines = ['x-forwarded-for', '1.1.1.1', 'A', '1', 'X-FORWARDED-FOR', '2.2.2.2'];
    appendForwardedFor(lines, request);
    assert.deepEqual(lines, ['A', '1', 'X-Forwarded-For', '1.1.1.1, 2.2.2.2, 10.0.0.7:4711']);
  });

  it('takes an empty list for none', () => {
    const lines = ['X-Forwarded-For', ''];
    appendForwardedFor(lines, request);
    assert.deepEqual(lines, ['X-Forwarded-For', '10.0.0.7:4711']);
  });
});

describe('appendForwardedProto', () => {
  it('appends the scheme', () => {
    const lines = ['X-Forwarded-Proto', 'http'];
    appendForwardedProto(lines, request);
    assert.deepEqual(lines, ['X-Forwarded-Proto', 'http, https']);
  });
});

describe('formatRemote', () => {
  const format = (remoteAddress: string | undefined) => formatRemote({ ...request, remoteAddress });

  it('writes IPv6 in brackets', () => assert.equal(format('::1'), '[::1]:4711'));
  it('writes an IPv4 address in IPv6 as IPv4', () => {
    assert.equal(format('::ffff:127.0.0.1'), '127.0.0.1:4711');
  });
  it('writes the loopback for a unix socket', () => assert.equal(format(undefined), '127.0.0.1'));
});
