export class Startup {
  configure(app) {
    app.run(async ({ response }) => response.write('never seen'));
  }
}
