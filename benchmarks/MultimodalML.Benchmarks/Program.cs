using BenchmarkDotNet.Running;
using MultimodalML.Benchmarks.Kernels;
using MultimodalML.Benchmarks.Peers;

if (args is ["peers", .. string[] names])
{
    PeerMode.Run(names);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(TorchDevice.TakeFrom(args));
