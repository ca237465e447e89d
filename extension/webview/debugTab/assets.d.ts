// Files that the bundler hands over as text.
declare module '*.css' {
  export const text: string;
  const content: string;
  export { content as default };
}
declare module '*.svg' {
  const content: string;
  export { content as default };
}
