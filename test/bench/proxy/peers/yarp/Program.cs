// YARP before one worker, as `dotnet Yarp.dll TARGET`.
var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
builder.Services.AddReverseProxy().LoadFromMemory(
    [new() { RouteId = "all", ClusterId = "worker", Match = new() { Path = "{**rest}" } }],
    [new() { ClusterId = "worker", Destinations = new Dictionary<string, Yarp.ReverseProxy.Configuration.DestinationConfig> { ["one"] = new() { Address = args[0] } } }]);
var app = builder.Build();
app.MapReverseProxy();
app.Run();
