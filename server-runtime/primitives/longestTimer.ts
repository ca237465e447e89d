/** The longest time that a timer of Node takes, in milliseconds: about 25 days. With more it fires at once. */
export const longestTimer = 2 ** 31 - 1;
