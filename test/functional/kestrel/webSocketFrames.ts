const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const mask = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);

/** How a frame differs from an ordinary one. */
export interface FrameShape {
  /** False: more of the message follows. */
  fin?: boolean;
  /** The three reserved bits, 4 for the first. */
  reserved?: number;
  isMasked?: boolean;
  /** What the header says, where that is not the length of the payload. */
  length?: bigint;
}

/** A frame of a client, one character per byte (RFC 6455 §5.2). Text is sent as UTF-8. */
export function frame(
  kind: keyof typeof opcodes | number,
  payload: string | Buffer = '',
  { fin = true, reserved = 0, isMasked = true, length }: FrameShape = {},
): string {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(payload);
  const opcode = typeof kind === 'number' ? kind : opcodes[kind];
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const header = [Buffer.from([first]), lengthField(length ?? BigInt(bytes.length), isMasked)];
  if (isMasked) {
    header.push(mask);
    for (let i = 0; i < bytes.length; i++) bytes[i]! ^= mask[i % 4]!;
  }
  return Buffer.concat([...header, bytes]).toString('latin1');
}

/** A close frame with a status and a reason. */
export function closeFrame(status: number, reason: string | Buffer = ''): string {
  const code = Buffer.from([status >> 8, status & 0xff]);
  return frame('close', Buffer.concat([code, Buffer.from(reason)]));
}

/** What a server sent after the head of its response: `text Hello`, `close 1000 bye`; undefined for half a frame. */
export function describeFrames(received: string): string[] | undefined {
  const bytes = Buffer.from(received.slice(received.indexOf('\r\n\r\n') + 4), 'latin1');
  const frames: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length === 126) {
      if (bytes.length < start + 2) return undefined;
      length = bytes.readUInt16BE(start);
      start += 2;
    } else if (length === 127) {
      if (bytes.length < start + 8) return undefined;
      length = Number(bytes.readBigUInt64BE(start));
      start += 8;
    } else if (length > 127) {
      throw new Error('The server sent a masked frame.');
    }
    at = start + length;
    if (at > bytes.length) return undefined;
    frames.push(describe(first, bytes.subarray(start, at)));
  }
  return frames;
}

function describe(first: number, payload: Buffer): string {
  const known = Object.entries(opcodes).find(([, opcode]) => opcode === (first & 0x0f));
  const kind = `${first & 0x80 ? '' : 'unfinished '}${first & 0x70 ? 'reserved ' : ''}${known?.[0] ?? first}`;
  if (kind !== 'close') return `${kind} ${describePayload(payload)}`.trimEnd();
  return payload.length === 0
    ? 'close'
    : `close ${payload.readUInt16BE()} ${payload.toString('utf8', 2)}`.trimEnd();
}

/** As text; a long one by its length and its first character. */
export function describePayload(payload: string | Buffer): string {
  const text = payload.toString();
  return text.length > 200 ? `${text.length} times ${text[0]}` : text;
}

function lengthField(length: bigint, isMasked: boolean): Buffer {
  const maskBit = isMasked ? 0x80 : 0;
  if (length < 126n) return Buffer.from([maskBit | Number(length)]);
  const size = length < 65_536n ? 2 : 8;
  const field = Buffer.alloc(1 + size);
  field[0] = maskBit | (size === 2 ? 126 : 127);
  if (size === 2) field.writeUInt16BE(Number(length), 1);
  else field.writeBigUInt64BE(length, 1);
  return field;
}
