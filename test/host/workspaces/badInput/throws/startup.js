export class Startup {
  configure() {
    throw new Error('There is no connection string');
  }
}
