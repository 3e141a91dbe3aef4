using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after the other; what lies between them is disposed as soon as it has been used.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _items = [];

        internal Sequential() : base(nameof(Sequential))
        {
        }

        protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module<Tensor, Tensor> module) in modules) { append(name, module); }
        }

        protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (nn.Module<Tensor, Tensor> module in modules) { append(module); }
        }

        public int Count => _items.Count;

        [IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => _items[index].Module;

        [IndexerName("SequentialItems")]
        public Sequential this[Range index] => this[(index.Start.GetOffset(Count), index.End.GetOffset(Count))];

        [IndexerName("SequentialItems")]
        public Sequential this[(int? start, int? end) index]
        {
            get
            {
                (int start, int end) = (index.start ?? 0, index.end ?? Count);
                if (start < 0 || start > Count || end < 0 || end > Count) { throw TorchError.Index($"{start}..{end} is not in a sequence of {Count} modules."); }
                Sequential slice = nn.Sequential();
                for (int i = start; i < end; i++) { slice.append(_items[i].Name, _items[i].Module); }
                return slice;
            }
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{Count}", module);

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            _items.Add((name, module));
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (Count == 0) { return tensor.alias(); }
            Tensor? current = null;
            for (int i = 0; i < Count;)
            {
                (Tensor next, int count) = Step(i, current ?? tensor);
                current?.Dispose();
                (current, i) = (next, i + count);
            }
            return current!;
        }

        /// <summary>Runs the modules from one on: fully connected layers, each with a ReLU behind it, in one go; anything else alone.</summary>
        private (Tensor Result, int Count) Step(int first, Tensor input)
        {
            AffineLayer.List layers = default;
            (int next, int count) = (first, 0);
            for (; next < Count && count < AffineChain.MostLayers && _items[next].Module is Linear { HasHooks: false } layer; count++)
            {
                bool rectifies = next + 1 < Count && _items[next + 1].Module is ReLU { HasHooks: false };
                layers[count] = new AffineLayer(layer.weight.Data, layer.bias?.Data, rectifies);
                next += rectifies ? 2 : 1;
            }
            return count == 0 ? (_items[first].Module.call(input), 1) : (new Tensor(AffineChain.Apply(input.Data, layers, count)), next - first);
        }

        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
        {
            var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
            foreach ((string name, nn.Module module) in recurse ? named_children() : [])
            {
                foreach ((string inner, Parameter parameter) in module.named_parameters())
                {
                    if (seen.Add(parameter)) { yield return ($"{name}.{inner}", parameter); }
                }
            }
        }

        public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
        {
            var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
            foreach ((string name, nn.Module module) in recurse ? named_children() : [])
            {
                foreach ((string inner, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
                {
                    if (seen.Add(buffer)) { yield return ($"{name}.{inner}", buffer); }
                }
            }
        }

        public override IEnumerable<(string name, nn.Module module)> named_children() => _items.Select(i => (i.Name, (nn.Module)i.Module));

        public override nn.Module apply(Action<nn.Module> fn)
        {
            foreach (nn.Module module in children()) { module.apply(fn); }
            fn(this);
            return this;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new Sequential();

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => modules.Aggregate(Sequential(), (s, m) => s.append(m));

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                modules.Aggregate(Sequential(), (s, m) => s.append(m.name, m.submodule));

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                modules.Aggregate(Sequential(), (s, m) => s.append(m.Item1, m.Item2));
        }
    }
}
