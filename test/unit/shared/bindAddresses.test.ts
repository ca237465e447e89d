import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListenTarget } from '../../../server-runtime/servers/shared/bindAddress.ts';
import { bindAddresses } from '../../../server-runtime/servers/shared/bindAddresses.ts';
import type { AddressSources } from '../../../server-runtime/servers/shared/chooseAddresses.ts';
import { AddressInUseError } from '../../../server-runtime/servers/shared/addressInUseError.ts';

/** A machine to listen on: hands out ports, and fails where it is told to. */
class FakeMachine {
  readonly targets: ListenTarget[] = [];
  readonly lines: string[] = [];
  /** Error codes by host. */
  readonly failures: Record<string, string> = {};

  async bind(sources: Partial<AddressSources>): Promise<string[]> {
    return bindAddresses(
      { addresses: [], preferHostingUrls: false, endpoints: [], ...sources },
      async (target) => {
        const code = this.failures[target.host ?? target.path ?? ''];
        if (code) throw Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen' });
        this.targets.push(target);
        return target.path === undefined ? target.port || 49152 : 0;
      },
      {
        debug: (message) => this.lines.push(`debug: ${message}`),
        information: (message) => this.lines.push(`information: ${message}`),
        warning: (message) => this.lines.push(`warning: ${message}`),
      },
    );
  }
}

describe('bindAddresses', () => {
  it('listens on http://localhost:5000 when nobody said where', async () => {
    const machine = new FakeMachine();
    assert.deepEqual(await machine.bind({}), ['http://localhost:5000']);
    assert.deepEqual(machine.lines, [
      'debug: No listening endpoints were configured. Binding to http://localhost:5000 by default.',
    ]);
  });

  it('listens on both loopback interfaces for localhost', async () => {
    for (const text of ['http://localhost:5000', 'http://LOCALHOST:5000/']) {
      const machine = new FakeMachine();
      assert.deepEqual(await machine.bind({ addresses: [text] }), ['http://localhost:5000']);
      assert.deepEqual(machine.targets, [
        { isTls: false, host: '127.0.0.1', port: 5000 },
        { isTls: false, host: '::1', port: 5000 },
      ]);
    }
  });

  it('takes a name under localhost for localhost, and shows it', async () => {
    const machine = new FakeMachine();
    const bound = await machine.bind({ addresses: ['http://app.localhost:5000'] });
    assert.deepEqual(bound, ['http://app.localhost:5000']);
    assert.equal(machine.targets.length, 2);
  });

  it('is content with one loopback interface', async () => {
    const machine = new FakeMachine();
    machine.failures['::1'] = 'EADDRNOTAVAIL';
    assert.deepEqual(await machine.bind({ addresses: ['http://localhost:5000'] }), [
      'http://localhost:5000',
    ]);
    assert.deepEqual(machine.lines, [
      "information: Unable to bind to http://localhost:5000 on the IPv6 loopback interface: 'listen EADDRNOTAVAIL'.",
    ]);
  });

  it('fails without any loopback interface', async () => {
    const machine = new FakeMachine();
    machine.failures['127.0.0.1'] = 'EADDRNOTAVAIL';
    machine.failures['::1'] = 'EADDRNOTAVAIL';
    await assert.rejects(machine.bind({ addresses: ['http://localhost:5000'] }), {
      message: 'Failed to bind to address http://localhost:5000.',
    });
    assert.equal(machine.lines.length, 2);
  });

  it('fails at once when localhost is in use', async () => {
    const machine = new FakeMachine();
    machine.failures['127.0.0.1'] = 'EADDRINUSE';
    await assert.rejects(machine.bind({ addresses: ['http://localhost:5000'] }), (error) => {
      assert.ok(error instanceof AddressInUseError);
      assert.equal(
        error.message,
        'Failed to bind to address http://localhost:5000: address already in use.',
      );
      assert.equal(error.port, 5000);
      return true;
    });
    assert.equal(machine.targets.length, 0);
  });

  it('refuses to find a port for localhost', async () => {
    await assert.rejects(new FakeMachine().bind({ addresses: ['http://localhost:0'] }), {
      message:
        'Dynamic port binding is not supported when binding to localhost. You must either bind to 127.0.0.1:0 or [::1]:0, or both.',
    });
  });

  for (const host of ['*', '+', 'contoso.com']) {
    it(`listens on every interface for ${host}`, async () => {
      const machine = new FakeMachine();
      const bound = await machine.bind({ addresses: [`http://${host}:8080`] });
      assert.deepEqual(bound, ['http://[::]:8080']);
      assert.deepEqual(machine.targets, [{ isTls: false, host: '::', port: 8080 }]);
    });
  }

  it('falls back to IPv4 where there is no IPv6', async () => {
    const machine = new FakeMachine();
    machine.failures['::'] = 'EAFNOSUPPORT';
    assert.deepEqual(await machine.bind({ addresses: ['http://*:0'] }), ['http://0.0.0.0:49152']);
    assert.deepEqual(machine.lines, [
      'debug: Failed to bind to http://[::]:0 (IPv6Any). Attempting to bind to http://0.0.0.0:0 instead.',
    ]);
  });

  it('does not fall back when the port is in use', async () => {
    const machine = new FakeMachine();
    machine.failures['::'] = 'EADDRINUSE';
    await assert.rejects(machine.bind({ addresses: ['http://*:80'] }), {
      message: 'Failed to bind to address http://[::]:80: address already in use.',
    });
  });

  it('shows the port that was given for port 0', async () => {
    const machine = new FakeMachine();
    assert.deepEqual(await machine.bind({ addresses: ['http://127.0.0.1:0', 'https://[::1]:0'] }), [
      'http://127.0.0.1:49152',
      'https://[::1]:49152',
    ]);
    assert.deepEqual(machine.targets, [
      { isTls: false, host: '127.0.0.1', port: 0 },
      { isTls: true, host: '::1', port: 0 },
    ]);
  });

  it('listens on sockets and pipes', async () => {
    const machine = new FakeMachine();
    assert.deepEqual(
      await machine.bind({ addresses: ['http://unix:/run/k.sock', 'http://pipe:/k'] }),
      ['http://unix:/run/k.sock', 'http://pipe:/k'],
    );
    assert.deepEqual(machine.targets, [
      { isTls: false, path: '/run/k.sock' },
      { isTls: false, path: '\\\\.\\pipe\\k' },
    ]);
  });

  it('refuses other schemes and path bases', async () => {
    await assert.rejects(new FakeMachine().bind({ addresses: ['ftp://localhost'] }), {
      message:
        "Unrecognized scheme in server address 'ftp://localhost'. Only 'http://' and 'https://' are supported.",
    });
    await assert.rejects(new FakeMachine().bind({ addresses: ['http://localhost:5000/base'] }), {
      message: 'A path base can only be configured using IApplicationBuilder.UsePathBase().',
    });
  });

  it('prefers the endpoints of the server, and says so', async () => {
    const machine = new FakeMachine();
    const bound = await machine.bind({
      addresses: ['http://127.0.0.1:1', 'http://127.0.0.1:2'],
      endpoints: [{ address: 'http://127.0.0.1:3', endpoint: 'three' }],
    });
    assert.deepEqual(bound, ['http://127.0.0.1:3']);
    assert.deepEqual(machine.lines, [
      "warning: Overriding address(es) 'http://127.0.0.1:1, http://127.0.0.1:2'. Binding to endpoints defined via IConfiguration and/or UseKestrel() instead.",
    ]);
  });

  it('prefers the addresses of the host when it is told to, and says so', async () => {
    const machine = new FakeMachine();
    const bound = await machine.bind({
      addresses: ['http://127.0.0.1:1'],
      endpoints: [{ address: 'http://127.0.0.1:3', endpoint: 'three' }],
      preferHostingUrls: true,
    });
    assert.deepEqual(bound, ['http://127.0.0.1:1']);
    assert.deepEqual(machine.lines, [
      "information: Overriding endpoints defined via IConfiguration and/or UseKestrel() because PreferHostingUrls is set to true. Binding to address(es) 'http://127.0.0.1:1' instead.",
    ]);
  });
});
