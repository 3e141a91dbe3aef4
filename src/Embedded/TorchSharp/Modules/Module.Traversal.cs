using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            /// <summary>This module's own parameters, then those of its children under dotted names; each once, disposed ones not at all.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach ((string own, Parameter parameter) in _internal_params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter)) { yield return (own, parameter); }
                }
                if (!recurse) { yield break; }
                foreach ((string child, Module module) in _internal_submodules)
                {
                    foreach ((string inner, Parameter parameter) in module.named_parameters())
                    {
                        if (seen.Add(parameter)) { yield return ($"{child}.{inner}", parameter); }
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            /// <summary>The persistent buffers; the real package leaves the others out whatever <paramref name="include_nonpersistent"/> says, and so does this.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach ((string own, (Tensor buffer, bool persistent)) in _internal_buffers)
                {
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer)) { yield return (own, buffer); }
                }
                if (!recurse) { yield break; }
                foreach ((string child, Module module) in _internal_submodules)
                {
                    foreach ((string inner, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer)) { yield return ($"{child}.{inner}", buffer); }
                    }
                }
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> children() => named_children().Select(c => c.module);

            /// <summary>All descendants, this module not among them: the children first, then what each of them holds.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string, Module) child in named_children()) { yield return child; }
                foreach ((string child, Module module) in named_children())
                {
                    foreach ((string inner, Module descendant) in module.named_modules()) { yield return ($"{child}.{inner}", descendant); }
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out Parameter? parameter) ? parameter : Descend(target, (child, rest) => child.get_parameter(rest));

            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out (Tensor Value, bool) buffer) ? buffer.Value : Descend(target, (child, rest) => child.get_buffer(rest));

            private T? Descend<T>(string target, Func<Module, string, T?> find)
                where T : class
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                return dot < 0 ? null : named_children().Where(c => c.name == target[..dot]).Select(c => find(c.module, target[(dot + 1)..])).FirstOrDefault(t => t is not null);
            }
        }
    }
}
