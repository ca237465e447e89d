// What `dotnet new web` makes, with the endpoints that the tests ask for. `--slim`: without the module's part.
using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

var builder = args.Contains("--slim")
    ? WebApplication.CreateSlimBuilder(args)
    : WebApplication.CreateBuilder(args);
var app = builder.Build();
var seen = new ConcurrentQueue<string>();

app.UseWebSockets();
app.Use(async (context, next) =>
{
    var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
    if (target != "/seen" && target != "*") seen.Enqueue(target);
    await next(context);
});
app.MapGet("/seen", () => seen);
app.Map("/socket", async (HttpContext context) =>
{
    if (!context.WebSockets.IsWebSocketRequest)
    {
        context.Response.StatusCode = 426;
        return;
    }
    using var socket = await context.WebSockets.AcceptWebSocketAsync();
    var buffer = new byte[4096];
    for (;;)
    {
        var message = await socket.ReceiveAsync(buffer, context.RequestAborted);
        if (message.MessageType == WebSocketMessageType.Close) break;
        await socket.SendAsync(
            buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage,
            context.RequestAborted);
    }
    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
});
app.Map("/size", async (HttpContext context) =>
{
    long size = 0;
    var buffer = new byte[65536];
    for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;) size += read;
    return size;
});
app.Map("/{**rest}", async (HttpContext context) =>
{
    await context.Request.Body.CopyToAsync(Stream.Null);
    return new
    {
        context.Request.Scheme,
        Host = context.Request.Host.ToString(),
        PathBase = context.Request.PathBase.ToString(),
        Path = context.Request.Path.ToString(),
        Remote = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
        Certificate = context.Connection.ClientCertificate?.Subject,
        Environment.ProcessId,
    };
});
app.Run();
