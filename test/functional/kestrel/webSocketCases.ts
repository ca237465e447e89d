import { closeFrame, describePayload, frame } from './webSocketFrames.ts';

/** What a client sends after its handshake, and every frame that a server which echoes messages answers. */
export interface WebSocketCase {
  /** With the number of the case of the Autobahn test suite that asks the same. */
  name: string;
  sent: string;
  /** Unless the last one is a close, the client closes then, with 1000. */
  answers: string[];
  /** What may be answered instead: an error right behind a message may overtake its echo. */
  orAnswers?: string[];
}

const part = { fin: false };

function echoes(name: string, sent: string, ...answers: string[]): WebSocketCase {
  return { name, sent, answers };
}

/** The server is to end the connection for a breach of the protocol. */
function fails(name: string, sent: string, ...before: string[]): WebSocketCase {
  return { name, sent, answers: [...before, 'close 1002'] };
}

const sizes = [0, 1, 125, 126, 127, 128, 65_535, 65_536].flatMap((size, i) =>
  (['text', 'binary'] as const).map((kind) => {
    const payload = '*'.repeat(size);
    const name = `1.${kind === 'text' ? 1 : 2}.${i} ${size} bytes of ${kind}`;
    return echoes(name, frame(kind, payload), `${kind} ${describePayload(payload)}`.trimEnd());
  }),
);

const pings: WebSocketCase[] = [
  echoes('2.1 ping without payload', frame('ping'), 'pong'),
  echoes('2.2 ping with text', frame('ping', 'Hello'), 'pong Hello'),
  echoes('2.3 ping with bytes', frame('ping', Buffer.from([0, 1, 127])), 'pong \0\x01\x7f'),
  echoes('2.4 ping of 125 bytes', frame('ping', 'p'.repeat(125)), `pong ${'p'.repeat(125)}`),
  fails('2.5 ping of 126 bytes', frame('ping', 'p'.repeat(126))),
  echoes('2.7 pong that nobody asked for', frame('pong')),
  echoes('2.8 the same with payload', frame('pong', 'unasked')),
  echoes('2.9 the same before a ping', frame('pong', 'a') + frame('ping', 'b'), 'pong b'),
  echoes(
    '2.10 ten pings',
    Array.from({ length: 10 }, (_value, i) => frame('ping', `${i}`)).join(''),
    ...Array.from({ length: 10 }, (_value, i) => `pong ${i}`),
  ),
];

const reservedBits = [1, 2, 3, 4, 5, 6, 7].flatMap((reserved) => [
  fails(`3.${reserved} reserved bits ${reserved} in text`, frame('text', 'x', { reserved })),
  fails(`3.${reserved} reserved bits ${reserved} in a ping`, frame('ping', 'x', { reserved })),
]);

const reservedOpcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
  fails(`4 opcode ${opcode}`, frame(opcode)),
  fails(`4 opcode ${opcode} with payload`, frame(opcode, 'x')),
  fails(`4 opcode ${opcode} inside of a message`, frame('text', 'x', part) + frame(opcode)),
]);

const fragments: WebSocketCase[] = [
  fails('5.1 ping in two fragments', frame('ping', 'a', part) + frame('continuation', 'b')),
  fails('5.2 pong in two fragments', frame('pong', 'a', part) + frame('continuation', 'b')),
  fails('7 close in two fragments', frame('close', '', part) + frame('continuation', '')),
  echoes(
    '5.3 text in two fragments',
    frame('text', 'Hel', part) + frame('continuation', 'lo'),
    'text Hello',
  ),
  echoes(
    '5.6 ping between two fragments',
    frame('text', 'Hel', part) + frame('ping', 'ping') + frame('continuation', 'lo'),
    'pong ping',
    'text Hello',
  ),
  fails('5.9 continuation of nothing', frame('continuation', 'x')),
  fails('5.12 continuation of nothing, to be continued', frame('continuation', 'x', part)),
  {
    ...fails(
      '5.15 continuation after the end',
      frame('text', 'a', part) + frame('continuation', 'b') + frame('continuation', 'c', part),
    ),
    orAnswers: ['text ab', 'close 1002'],
  },
  fails('5.18 text inside of text', frame('text', 'a', part) + frame('text', 'b')),
  fails('5.18 bytes inside of text', frame('text', 'a', part) + frame('binary', 'b')),
  echoes(
    '5.19 five fragments and two pings',
    frame('text', '1', part) +
      frame('continuation', '2', part) +
      frame('ping', 'a') +
      frame('continuation', '3', part) +
      frame('continuation', '4', part) +
      frame('ping', 'b') +
      frame('continuation', '5'),
    'pong a',
    'pong b',
    'text 12345',
  ),
  echoes('6.1.1 text of nothing', frame('text'), 'text'),
  echoes(
    '6.1.2 text in three empty fragments',
    frame('text', '', part) + frame('continuation', '', part) + frame('continuation'),
    'text',
  ),
  echoes(
    '6.1.3 empty fragments around text',
    frame('text', '', part) + frame('continuation', 'middle', part) + frame('continuation'),
    'text middle',
  ),
];

const framing: WebSocketCase[] = [
  fails('RFC 6455 §5.1 a frame without mask', frame('text', 'x', { isMasked: false })),
  fails('RFC 6455 §5.1 a ping without mask', frame('ping', 'x', { isMasked: false })),
];

const greeting = 'Hello-µ@ßöäüàá-UTF-8!!';

/** Bytes that are UTF-8, whole and cut anywhere. */
const validText = [
  'κόσμε',
  greeting,
  '\0',
  '\u0080',
  '\u07ff',
  '\u0800',
  '\ud7ff',
  '\ue000',
  '\ufffd',
  '\ufffe\uffff',
  '\u{10000}',
  '\u{10ffff}',
].map((text) => {
  const cuts = [...Buffer.from(text)].map((byte, i, all) =>
    frame(i === 0 ? 'text' : 'continuation', Buffer.from([byte]), { fin: i === all.length - 1 }),
  );
  const name = `6.2, 6.5 ${JSON.stringify(text)}, and cut between all of its bytes`;
  return echoes(name, frame('text', text) + cuts.join(''), `text ${text}`, `text ${text}`);
});

/** Bytes that are no UTF-8. */
const invalidText = [
  'cebae1bdb9cf83cebcceb5eda080656469746564',
  'f8888080 80',
  'fc8480808080',
  'f7bfbfbf',
  'f4908080',
  'fe',
  'ff',
  '80',
  'bf',
  '8080',
  'c0',
  'c3',
  'e282',
  'f09f98',
  'c0af',
  'e080af',
  'f08080af',
  'c1bf',
  'eda080',
  'edbfbf',
  'eda080edb080',
].flatMap((hex) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const answers = ['close 1007'];
  return [
    { name: `6.3, 6.6 text ${hex}`, sent: frame('text', bytes), answers },
    {
      name: `6.4 text ${hex} in fragments`,
      sent: frame('text', 'ok', part) + frame('continuation', bytes, part) + frame('continuation'),
      answers,
    },
    { name: `7.5 close with the reason ${hex}`, sent: closeFrame(1000, bytes), answers },
  ];
});

const closes: WebSocketCase[] = [
  echoes('7.1.2 two closes', closeFrame(1000) + closeFrame(1000), 'close 1000'),
  echoes('7.1.3 ping after close', closeFrame(1000) + frame('ping'), 'close 1000'),
  echoes('7.1.4 text after close', closeFrame(1000) + frame('text', 'x'), 'close 1000'),
  echoes(
    '7.1.5 close inside of a message',
    frame('text', 'a', part) + closeFrame(1000) + frame('continuation', 'b'),
    'close 1000',
  ),
  echoes('7.3.1 close without payload', frame('close'), 'close'),
  fails('7.3.2 close with one byte', frame('close', 'x')),
  echoes('7.3.3 close with a status', closeFrame(1000), 'close 1000'),
  echoes('7.3.4 close with a reason', closeFrame(1000, greeting), `close 1000 ${greeting}`),
  echoes(
    '7.3.5 close with the longest reason',
    closeFrame(1000, 'r'.repeat(123)),
    `close 1000 ${'r'.repeat(123)}`,
  ),
  fails('7.3.6 close with a longer one', closeFrame(1000, 'r'.repeat(124))),
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].map((status) =>
    echoes(`7.7 close ${status}`, closeFrame(status), `close ${status}`),
  ),
  ...[0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535].map((status) =>
    fails(`7.9, 7.13 close ${status}`, closeFrame(status)),
  ),
];

/** Every case that a server without extensions has to pass. */
export const webSocketCases: readonly WebSocketCase[] = [
  ...sizes,
  ...pings,
  ...reservedBits,
  ...reservedOpcodes,
  ...fragments,
  ...framing,
  ...validText,
  ...invalidText,
  ...closes,
];
