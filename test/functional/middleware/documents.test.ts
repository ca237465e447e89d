import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ApplicationBuilder } from '../../../server-runtime/index.ts';
import { ConfigurationBuilder } from '../../../server-runtime/configuration/configurationBuilder.ts';

function read(name: string): string {
  return readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
}

/** Names of methods in a document that start with a prefix; its examples may name others too. */
function methodsIn(text: string, prefix: string): string[] {
  const prose = text.replace(/^```[^]*?^```/gm, '');
  return [...new Set(prose.match(new RegExp(`\\b${prefix}[A-Z]\\w+`, 'g')))].sort();
}

function methodsOf(prototype: object, prefix: string): string[] {
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => new RegExp(`^${prefix}[A-Z]`).test(name))
    .sort();
}

describe('The document of the middleware', () => {
  it('names every method that adds one, and no other', () => {
    const named = methodsIn(read('middleware.md'), 'use');
    assert.deepEqual(
      // This one is a method of the host, which the document refers to.
      named.filter((name) => name !== 'useIISIntegration'),
      methodsOf(ApplicationBuilder.prototype, 'use'),
    );
  });
});

describe('The document of configuration', () => {
  it('names every source', () => {
    assert.deepEqual(
      methodsIn(read('configuration.md'), 'add'),
      methodsOf(ConfigurationBuilder.prototype, 'add'),
    );
  });
});
