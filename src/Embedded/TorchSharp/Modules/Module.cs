using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and further modules, each under a name.</summary>
        public partial class Module : IDisposable
        {
            private const BindingFlags InstanceFields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

            protected string? name;
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            private bool _registered;
            private bool _training = true;

            protected Module(string name) => this.name = name;

            public virtual bool training => _training;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach (Module child in children()) { child.train(train); }
            }

            public virtual void eval() => train(false);

            /// <summary>Drops the gradients, or with <paramref name="set_to_none"/> false fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    if (set_to_none) { parameter.grad = null; }
                    else { parameter.grad?.zero_(); }
                }
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module child in _internal_submodules.Values) { child.apply(fn); }
                fn(this);
                return this;
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid) { throw new ArgumentNullException(nameof(tensor), $"Buffer '{name}' cannot be registered: its tensor is null or disposed."); }
                if (_internal_buffers.ContainsKey(name)) { throw new InvalidOperationException($"Tensor {name} is already registered."); }
                _internal_buffers.Add(name, (tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid) { throw new ArgumentNullException(nameof(param), $"Parameter '{name}' cannot be registered: its tensor is null or disposed."); }
                if (_internal_params.ContainsKey(name)) { throw new InvalidOperationException($"Parameter {name} is already registered."); }
                _internal_params.Add(name, param);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds a child under a name without dots; null takes the child of that name away.</summary>
            public virtual void register_module(string name, Module? submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.')) { throw new ArgumentException($"A module's name is not empty and has no dot; got '{name}'.", nameof(name)); }
                if (_internal_submodules.ContainsKey(name)) { throw new InvalidOperationException($"Sub-module {name} is already registered."); }

                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            protected void ConditionallyRegisterParameter(string name, Tensor? value) => ConditionallyRegisterParameter(name, value as Parameter);

            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) { _internal_params.Remove(name); }
                else { _internal_params[name] = value; }
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) { _internal_buffers.Remove(name); }
                else { _internal_buffers[name] = (value, persistent); }
            }

            // A built-in module's own tensors outlive the scope they were made in, and the one before is given back.
            private protected static T? Own<T>(ref T? field, T? value)
                where T : Tensor
            {
                if (!ReferenceEquals(field, value)) { field?.Dispose(); }
                value?.DetachFromDisposeScope();
                return field = value;
            }

            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>Registers what the fields hold: modules, parameters, and other tensors as buffers. Arrays and lists are not looked into.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered) { return; }
                foreach (FieldInfo field in Fields())
                {
                    string component = field.ComponentName();
                    if (_internal_submodules.ContainsKey(component) || _internal_params.ContainsKey(component) || _internal_buffers.ContainsKey(component)) { continue; }
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(component, module); break;
                        case Parameter parameter: register_parameter(component, parameter); break;
                        case Tensor tensor: register_buffer(component, tensor); break;
                    }
                }
                _registered = true;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) { return; }
                foreach ((Tensor buffer, _) in _internal_buffers.Values) { buffer.DetachFromDisposeScope().Dispose(); }
                foreach (Parameter parameter in _internal_params.Values) { parameter.DetachFromDisposeScope().Dispose(); }
                foreach (Module child in children()) { child.Dispose(); }
            }

            // Of this type first, then of its bases; a name hidden further down is left out.
            private IEnumerable<FieldInfo> Fields()
            {
                var names = new HashSet<string>(StringComparer.Ordinal);
                for (Type? type = GetType(); type is not null && type != typeof(object); type = type.BaseType)
                {
                    foreach (FieldInfo field in type.GetFields(InstanceFields))
                    {
                        if (names.Add(field.Name)) { yield return field; }
                    }
                }
            }
        }
    }
}
