import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOfEditor } from '../../../extension/webview/debugTab/heldKeys.ts';

/** A key as people write it: `Ctrl+Alt+u`. */
function pressed(text: string): KeyboardEvent {
  const modifiers = text.split('+').slice(0, -1);
  const event = {
    key: text.slice(text.lastIndexOf('+') + 1),
    ctrlKey: modifiers.includes('Ctrl'),
    metaKey: modifiers.includes('Cmd'),
    getModifierState: (name: string) => name === 'AltGraph' && modifiers.includes('AltGr'),
  };
  return event as KeyboardEvent;
}

describe('A key that waits for edits', () => {
  it('is one that may be bound to something', () => {
    for (const key of ['F8', 'F5', 'Shift+F12', 'Ctrl+u', 'Cmd+Shift+u', 'Ctrl+Alt+u', 'Ctrl+/']) {
      assert.equal(isOfEditor(pressed(key)), true, key);
    }
  });

  it('is neither text nor one with which fields are edited', () => {
    for (const key of [
      ...['u', 'F', 'Enter', 'Escape', 'Delete', 'Alt+u', 'Shift+U'],
      ...['Ctrl+c', 'Ctrl+V', 'Cmd+a', 'Ctrl+x', 'Ctrl+ArrowLeft', 'Ctrl+Backspace', 'Ctrl+Home'],
      ...['Ctrl+Control', 'Cmd+Meta', 'Ctrl+Shift', 'Ctrl+AltGr+q'],
    ]) {
      assert.equal(isOfEditor(pressed(key)), false, key);
    }
  });
});
