namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>A module of one input: override <see cref="forward"/>, use <see cref="call"/>, which also runs the hooks.</summary>
        public abstract class Module<T, TResult> : HookableModule<Func<Module<T, TResult>, T, T?>, Func<Module<T, TResult>, T, TResult, TResult?>>, IModule<T, TResult>
        {
            protected Module(string name) : base(name)
            {
            }

            public abstract TResult forward(T input);

            public TResult call(T input) => HasHooks ? CallWithHooks(input) : forward(input);

            private TResult CallWithHooks(T input)
            {
                RunModuleHooks(module_pre_hooks);
                foreach (Func<Module<T, TResult>, T, T?> hook in pre_hooks.Values)
                {
                    if (hook(this, input) is { } changed) { input = changed; }
                }
                TResult result = forward(input);
                foreach (Func<Module<T, TResult>, T, TResult, TResult?> hook in post_hooks.Values)
                {
                    if (hook(this, input, result) is { } changed) { result = changed; }
                }
                RunModuleHooks(module_post_hooks);
                return result;
            }
        }
    }
}
