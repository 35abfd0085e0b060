; Cdecl32, ByPage: 41 bytes
0000  53                    push ebx
0001  56                    push esi
0002  57                    push edi
0003  8B442410              mov eax,[esp+10h]
0007  8B5C2414              mov ebx,[esp+14h]
000b  8B4C2418              mov ecx,[esp+18h]
000f  8B54241C              mov edx,[esp+1Ch]
0013  8B742420              mov esi,[esp+20h]
0017  8B7C2424              mov edi,[esp+24h]
001b  C1E005                shl eax,5
001e  0500503412            add eax,12345000h
0023  FFD0                  call eax
0025  5F                    pop edi
0026  5E                    pop esi
0027  5B                    pop ebx
0028  C3                    ret
