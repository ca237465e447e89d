/** A place in the file as diagnostics name it: `profiles.web.applicationUrl`; names that dots would tear are in `["…"]`. */
export function jsonPath(...segments: readonly string[]): string {
  return segments
    .map((segment, index) => {
      if (segment === '' || /[.[\]"]/.test(segment)) return `[${JSON.stringify(segment)}]`;
      return index === 0 ? segment : `.${segment}`;
    })
    .join('');
}
