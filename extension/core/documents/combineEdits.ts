import type { TextRange } from '../../../server-runtime/launch/model.ts';
import { editLaunchSettings, type LaunchSettingsEdit } from './launchSettingsEdit.ts';
import { applyTextEdit, minimize, type TextEdit } from './textEdit.ts';

/**
 * The one replacement that makes several edits, each on the text that the one before left, so that a person undoes them
 * as one. Undefined when nothing changes. `profile`: as `editLaunchSettings` has it, for the first edit.
 * @throws UserError as `editLaunchSettings` does; then none of them is made.
 */
export function combineEdits(
  text: string,
  edits: readonly LaunchSettingsEdit[],
  profile?: TextRange,
): TextEdit | undefined {
  const [first, ...others] = edits;
  if (!first) return undefined;
  const edit = editLaunchSettings(text, first, profile);
  if (others.length === 0) return isChange(text, edit) ? edit : undefined;
  let result = applyTextEdit(text, edit);
  for (const other of others) result = applyTextEdit(result, editLaunchSettings(result, other));
  const whole = minimize(text, { offset: 0, length: text.length, text: result });
  return isChange(text, whole) ? whole : undefined;
}

function isChange(text: string, { offset, length, text: replacement }: TextEdit): boolean {
  return text.slice(offset, offset + length) !== replacement;
}
