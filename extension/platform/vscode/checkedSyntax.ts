import {
  extensions,
  type TabGroup,
  TabInputText,
  TabInputTextDiff,
  type TextDocument,
  window,
  workspace,
} from 'vscode';

/** Whether VS Code's own JSON service tells of syntax errors in the document: it looks at what is open as text. */
export function isSyntaxChecked(document: TextDocument): boolean {
  // To the service an empty text has no error.
  if (!/^jsonc?$/.test(document.languageId) || document.getText().trim() === '') return false;
  const isOn = workspace.getConfiguration('json').get<boolean>('validate.enable', true);
  if (!isOn || !extensions.getExtension('vscode.json-language-features')) return false;
  const uri = document.uri.toString();
  return window.tabGroups.all.some((group) => showsText(group, uri));
}

function showsText({ tabs }: TabGroup, uri: string): boolean {
  return tabs.some(
    ({ input }) =>
      (input instanceof TabInputText && input.uri.toString() === uri) ||
      (input instanceof TabInputTextDiff && input.modified.toString() === uri),
  );
}
