import type { Locator } from 'playwright-core';

/**
 * The contrast of a button's text by WCAG 2.2, from 1 to 21; 4.5 is what text needs. axe-core does not tell it: it cannot see
 * what is behind a text that the element's shadow holds.
 */
export function contrastOf(button: Locator): Promise<number> {
  return button.evaluate((element) => {
    const base = element.shadowRoot?.querySelector('[part="base"]') ?? element;
    const partsOf = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const { color, backgroundColor } = getComputedStyle(base);
    const [ink, own] = [partsOf(color), partsOf(backgroundColor)];
    const paper = own[3] === 0 ? partsOf(getComputedStyle(document.body).backgroundColor) : own;
    const luminance = (colour: readonly number[]): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) => {
        const value = part / 255;
        return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const [dark = 0, light = 0] = [luminance(ink), luminance(paper)].toSorted((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}
