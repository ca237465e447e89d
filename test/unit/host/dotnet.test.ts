import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRunProperties } from '../../../server-runtime/host/dotnet.ts';

describe('parseRunProperties', () => {
  it('reads what MSBuild answers', () => {
    const answer = `{
  "Properties": {
    "RunCommand": "/src/web/bin/Debug/net10.0/web",
    "RunArguments": ""
  }
}
`;
    assert.deepEqual(parseRunProperties(answer), {
      RunCommand: '/src/web/bin/Debug/net10.0/web',
      RunArguments: '',
    });
  });

  it('skips what was printed before', () => {
    const answer = 'Welcome to .NET!\n{ "Properties": { "RunCommand": "web" } }';
    assert.deepEqual(parseRunProperties(answer), { RunCommand: 'web' });
  });

  it('is undefined for anything else', () => {
    assert.equal(parseRunProperties(''), undefined);
    assert.equal(parseRunProperties('error MSB1001: Unknown switch.'), undefined);
  });
});
