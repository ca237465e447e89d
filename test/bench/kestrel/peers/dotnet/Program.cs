// The same app on the Kestrel that ours is named after: figures to look at, not a target.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
var app = builder.Build();
app.Use((context, next) => next());
app.Run(async context =>
{
    context.Response.ContentType = "text/plain";
    context.Response.ContentLength = 13;
    await context.Response.WriteAsync("Hello, World!");
});
await app.StartAsync();
Console.WriteLine($"Now listening on: {app.Urls.First()}");
await app.WaitForShutdownAsync();
