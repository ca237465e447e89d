import { packExtension } from '../../support/packExtension.ts';

const manifest = {
  name: 'empty-editor',
  activationEvents: ['onStartupFinished'],
  contributes: {
    commands: [
      { command: 'emptyEditor.open', title: 'Open Empty Editor', icon: '$(circle)' },
      { command: 'emptyEditor.leave', title: 'Leave Empty Editor', icon: '$(circle)' },
    ],
    menus: {
      'editor/title': [
        {
          command: 'emptyEditor.open',
          group: 'navigation',
          when: 'resourceExtname == .json && !activeCustomEditorId',
        },
        {
          command: 'emptyEditor.leave',
          group: 'navigation',
          when: 'activeCustomEditorId == emptyEditor',
        },
      ],
    },
    customEditors: [
      {
        viewType: 'emptyEditor',
        displayName: 'Empty Editor',
        selector: [{ filenamePattern: '*.json' }],
        priority: 'option',
      },
    ],
  },
};

const program = `
const { commands, window } = require('vscode');
const replaceBy = (editor) => () => commands.executeCommand('reopenActiveEditorWith', editor);
exports.activate = ({ subscriptions }) => subscriptions.push(
  commands.registerCommand('emptyEditor.open', replaceBy('emptyEditor')),
  commands.registerCommand('emptyEditor.leave', replaceBy('default')),
  window.registerCustomEditorProvider('emptyEditor', {
    resolveCustomTextEditor(document, { webview }) {
      webview.onDidReceiveMessage((message) => webview.postMessage(message));
      webview.options = { enableScripts: true };
      webview.html = '<h1>Empty</h1><script>editor = acquireVsCodeApi();</script>';
    },
  }),
);
`;

/** A custom editor that shows one word and sends back what it gets: what the editor itself takes. Returns its .vsix. */
export function packEmptyEditor(parent: string): string {
  return packExtension(parent, manifest, program);
}
