using BenchmarkDotNet.Running;
using MultimodalML.Benchmarks.Peers;

if (args is ["peers", .. string[] names])
{
    PeerMode.Run(names);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
