import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnoseLaunchSettings } from '../../../server-runtime/launch/diagnoseLaunchSettings.ts';
import {
  inEnglish,
  localizableText,
  withSentence,
} from '../../../server-runtime/contracts/localizableText.ts';
import { parseLaunchSettings } from '../../../server-runtime/launch/parse.ts';

describe('localizableText', () => {
  it('is filled with names, numbers and other texts', () => {
    const reason = localizableText('{1} of {0}', 2, 1);
    assert.equal(
      inEnglish(localizableText("'{0}' cannot run: {1}.", 'web', reason)),
      "'web' cannot run: 1 of 2.",
    );
  });

  it('leaves values and braces as they are', () => {
    assert.equal(inEnglish(localizableText('{0} and {1}', '{1}', '$&')), '{1} and $&');
    assert.equal(inEnglish(localizableText('{ "a": {} } {0}')), '{ "a": {} } {0}');
  });

  it('takes a sentence after it, or none', () => {
    const text = localizableText('No {0}.', 'a');
    assert.equal(inEnglish(withSentence(text, localizableText('Mean {0}?', 'b'))), 'No a. Mean b?');
    assert.equal(withSentence(text, undefined), text);
  });

  it('stands beside the message of a finding and says the same', () => {
    const settings = parseLaunchSettings(
      '{ "profiles": { "a": { "commandName": "project", "launchBrowser": "true", "applicationUrl": 5 } } }',
    );
    const found = diagnoseLaunchSettings(settings, { projectKind: 'host' });
    const messages = found.map(({ message }) => message);
    assert.deepEqual(
      found.map(({ text }) => inEnglish(text)),
      messages,
    );
    assert.ok(
      messages.includes("'project' is no launch command. Did you mean 'Project'?"),
      messages.join('\n'),
    );
    assert.ok(
      messages.includes('applicationUrl must be a string, not a number.'),
      messages.join('\n'),
    );
  });
});
