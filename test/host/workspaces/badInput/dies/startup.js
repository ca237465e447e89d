export class Startup {
  configure(app) {
    app.run(async ({ request, response }) => {
      if (request.path === '/die') {
        console.error('Out of luck');
        process.exit(7);
      }
      await response.write('alive');
    });
  }
}
